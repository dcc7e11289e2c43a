/** Public half of the key that signed the shipped weights and their calibration cards; written by the training. */
export const RELEASE_KEY = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAuLrcpzkT+JBXqQAgoTcD2DYABwF4aH3ikditduuqn+o=
-----END PUBLIC KEY-----
`;
