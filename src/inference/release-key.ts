/** Public half of the key that signed the shipped weights and their calibration cards; written by the training. */
export const RELEASE_KEY = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAl+WZD2dYDTcPbHxXM/ZPL2qjATFqgPW2ikUYzZQBHNE=
-----END PUBLIC KEY-----
`;
