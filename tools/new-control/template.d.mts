export function controlTemplate(id: string): string;
export function casesTemplate(): string;
