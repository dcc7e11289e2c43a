/** The controls of the house. One folder is one control; the catalogue is generated from the folder names. */
export { CATALOG } from './catalog.ts';
