/** Hands a file to the person's own downloads. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the bytes once the click is over.
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}

/** A canvas as PNG, pixel by pixel. */
export async function canvasPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large to save.'))));
  });
}
