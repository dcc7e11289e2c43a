/** The provider said something that is no answer of its dialect. */
export class GarbledAnswer extends Error {
  constructor(what: string) {
    super(`the provider's answer is garbled: ${what}`);
    this.name = 'GarbledAnswer';
  }
}
