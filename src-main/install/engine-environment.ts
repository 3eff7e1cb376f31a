import { availableParallelism } from 'node:os';

/**
 * Environment that a process must be started with for TensorFlow to use all cores that it may use, and no more: TensorFlow reads it when its
 * library is loaded, and by itself knows no container's CPU limit. What the user has set stays.
 */
export function engineEnvironment(): Record<string, string> {
  const threads = String(availableParallelism());
  return {
    TF_NUM_INTRAOP_THREADS: process.env.TF_NUM_INTRAOP_THREADS ?? threads,
    TF_NUM_INTEROP_THREADS: process.env.TF_NUM_INTEROP_THREADS ?? threads,
    // TensorFlow turns oneDNN on by itself only for processors with AVX-512; a step of AlexNet is a quarter faster with it on AVX2 as well.
    TF_ENABLE_ONEDNN_OPTS: process.env.TF_ENABLE_ONEDNN_OPTS ?? '1',
    TF_CPP_MIN_LOG_LEVEL: process.env.TF_CPP_MIN_LOG_LEVEL ?? '2',
  };
}
