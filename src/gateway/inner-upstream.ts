import type { Upstream, UpstreamRequest } from './upstream.ts';

/** A model that lives in this process, as the assurance room makes it. */
export interface InnerModel {
  handle(request: { method: string; path: string; headers: Readonly<Record<string, string>>; body: Uint8Array }): {
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: AsyncIterable<Uint8Array>;
  };
}

/** A provider without a network. */
export function innerUpstream(model: InnerModel): Upstream {
  return {
    async request({ method, path, headers, body }: UpstreamRequest) {
      return model.handle({ method, path, headers, body });
    },
    async close() {
      // nothing is open
    },
  };
}
