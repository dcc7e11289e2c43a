/** The oldest Node that the code runs on, as package.json says under `engines`. */
const OLDEST = [20, 19];

/** Returns what to tell a person whose Node is too old, or undefined when it will do. */
export function nodeComplaint(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return [
    `ringfort needs Node ${OLDEST.join('.')} or newer, this is \`${version}\`.`,
    'Install a maintained version from https://nodejs.org (or with nvm: `nvm install --lts`) and start again.',
  ].join('\n');
}
