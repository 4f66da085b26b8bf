// Three tiles of 8 channels as the kernels that sum products of bytes want them: four inputs of 24 channels are 96 bytes,
// channels 0-3, 4-7 and so on, so that int32 lanes are channels and no sum crosses lanes.

/** Bytes of four inputs. */
export const FOUR_INPUTS: usize = 96;

/** Bytes of one expanded group: 24 channels x 64 inputs. */
export const EXPANDED_TRIO: usize = 1536;
