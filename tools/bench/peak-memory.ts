import { readFileSync } from 'node:fs';

/**
 * Most memory that this process ever held in RAM, MiB. Linux's own count of a process (`ru_maxrss`) starts at the peak of
 * the one that started it, which here may have written ONNX files of 400 MB; `VmHWM` starts at nothing.
 */
export function peakMiB(): number {
  const [, kibibytes] = (process.platform === 'linux' && /VmHWM:\s+(\d+) kB/.exec(processStatus())) || [];
  return Number(kibibytes ?? process.resourceUsage().maxRSS) / 1024;
}

function processStatus(): string {
  return readFileSync('/proc/self/status', 'utf8');
}
