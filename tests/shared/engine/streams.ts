export type Stream = ReadableStream<Uint8Array>;
/** How a file's bytes become a stream. */
export type Serve = (bytes: Uint8Array) => Stream;

/** Pieces of `size` bytes out of an ordinary stream, each in a buffer of its own as `fetch` gives them. */
export function inPieces(size: number): Serve {
  return (bytes) => {
    let at = 0;
    return new ReadableStream({
      pull(controller) {
        if (at < bytes.length) controller.enqueue(bytes.slice(at, at + size));
        else controller.close();
        at += size;
      },
    });
  };
}

/** A byte stream that fills the reader's own buffer, at most `size` bytes a time. */
export function intoBuffer(size: number): Serve {
  return (bytes) => {
    let at = 0;
    return new ReadableStream({
      type: 'bytes',
      pull(controller) {
        const request = controller.byobRequest!;
        const piece = bytes.subarray(at, at + Math.min(size, request.view!.byteLength));
        if (piece.length === 0) {
          controller.close();
          request.respond(0);
          return;
        }
        new Uint8Array(request.view!.buffer, request.view!.byteOffset).set(piece);
        at += piece.length;
        request.respond(piece.length);
      },
    });
  };
}

/** As much as the first `end` bytes, then an error. */
export function breakingAfter(end: number): Serve {
  return (bytes) => {
    let sent = false;
    return new ReadableStream({
      pull(controller) {
        if (sent) controller.error(new Error('connection lost'));
        else controller.enqueue(bytes.slice(0, end));
        sent = true;
      },
    });
  };
}
