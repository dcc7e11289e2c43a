/** What stands in the place of a sentence that was taken out of data. It says nothing to an assistant, and is read as nothing. */
export const STUB = '[removed: text addressed to the assistant]';
