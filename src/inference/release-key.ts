/** Public half of the key that signed the shipped weights and their calibration cards; written by the training. */
export const RELEASE_KEY = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEACBv0+LIIPMjwUXTaegdJAdFZEg0H5P0Cah5+/38c35c=
-----END PUBLIC KEY-----
`;
