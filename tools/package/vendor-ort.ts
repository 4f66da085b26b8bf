// ONNX Runtime's interfaces, one copy for transformers.js and for our backend.
export * from 'onnxruntime-web';
