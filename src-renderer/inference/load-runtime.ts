import wasmGlue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmBytes from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { InferenceSession } from 'onnxruntime-web/wasm';
import type { Device } from './messages.ts';

/** onnxruntime, ready to open networks. */
export interface Runtime {
  readonly ort: typeof import('onnxruntime-web/wasm');
  readonly device: Device;
  open(model: Uint8Array): Promise<InferenceSession>;
}

/** More threads than that gain little for networks of this size, and the window wants some of the cores too. */
const MOST_THREADS = 4;

/** The processor: SIMD always, threads where the page is isolated from other origins, which Electron's windows are not. */
export async function loadWasm(): Promise<Runtime> {
  const ort = await import('onnxruntime-web/wasm');
  const threads = self.crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.wasmPaths = { mjs: address(wasmGlue), wasm: address(wasmBytes) };
  return {
    ort,
    device: { kind: 'wasm', threads },
    open: (model) => ort.InferenceSession.create(model, { executionProviders: ['wasm'] }),
  };
}

/** The graphics card, where the browser gives one that is more than software; null elsewhere. */
export async function loadWebGpu(): Promise<Runtime | null> {
  if (!(await hasGraphicsCard())) return null;
  const [ort, glue, bytes] = await Promise.all([
    import('onnxruntime-web/webgpu'),
    import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url'),
    import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'),
  ]);
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { mjs: address(glue.default), wasm: address(bytes.default) };
  return {
    ort,
    device: { kind: 'webgpu', threads: 1 },
    open: (model) => ort.InferenceSession.create(model, { executionProviders: ['webgpu'] }),
  };
}

/** What is used of WebGPU; the language's own types do not have it everywhere. */
interface GraphicsCards {
  requestAdapter(): Promise<{ readonly info?: { readonly isFallbackAdapter?: boolean } } | null>;
}

async function hasGraphicsCard(): Promise<boolean> {
  const { gpu } = navigator as Navigator & { gpu?: GraphicsCards };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  return adapter != null && adapter.info?.isFallbackAdapter !== true;
}

/** onnxruntime imports its glue from where it itself lies, so it wants the whole address. */
function address(asset: string): string {
  return new URL(asset, self.location.href).href;
}
