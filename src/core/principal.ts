/** Who acts, as proved by a credential; never built from anything a client merely says. */
export interface Principal {
  /** Stable and without meaning outside, for example the id of a virtual key. */
  readonly id: string;
  readonly tenant: string;
  /** Aliases of models that it may use; an empty list allows none, `*` allows all. */
  readonly models: readonly string[];
}

/**
 * A conversation of one principal. `claimed` tells whether the caller named it (it can only choose among its own). Without
 * a claim all exchanges of the principal share the id: nothing may be stored or loaded under it.
 */
export interface Session {
  readonly id: string;
  readonly claimed: boolean;
}
