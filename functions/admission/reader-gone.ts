/**
 * A reader takes no more of an answer, so it ends. workerd resets the connection of a body that fails, and logs the failure
 * as a fault of the Worker, unless it says `retryable`: then it is a disconnection, which is nobody's fault.
 * https://developers.cloudflare.com/durable-objects/best-practices/error-handling/
 */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
  readonly retryable = true;
}
