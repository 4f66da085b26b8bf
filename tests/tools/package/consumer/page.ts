const worker = new Worker(new URL('./web-worker.ts', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => Object.assign(window, { answer: data });
worker.onerror = ({ message }) => Object.assign(window, { answer: message });
