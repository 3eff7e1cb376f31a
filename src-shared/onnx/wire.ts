import { AppError } from '../errors.ts';

/** A field of a protobuf message: a number, or the bytes of a string, message or packed list. */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/** Nobody writes fields of such length; a hostile file may. */
const LONGEST_VARINT = 10;

/**
 * The fields of a protobuf message, one after the other; nothing is copied. Fixed-width numbers come as their bytes. Errors: `bad-request` where the
 * bytes are no message.
 */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let length = 0; length < LONGEST_VARINT; length++) {
      const byte = bytes[at++];
      if (byte === undefined) throw damaged();
      // Not by shifts: they end at 32 bits. Beyond 2^53 digits are lost, which no length or number that is read here reaches.
      value += (byte & 0x7f) * 2 ** (7 * length);
      if (byte < 0x80) return value;
    }
    throw damaged();
  };
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw damaged();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    if (number === 0) throw damaged();
    switch (tag % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: take(8) };
        break;
      case 2:
        yield { number, value: take(varint()) };
        break;
      case 5:
        yield { number, value: take(4) };
        break;
      default:
        throw damaged();
    }
  }
}

function damaged(): AppError {
  return new AppError('bad-request', 'The file is no ONNX model, or it is damaged or cut short.');
}

/** The text of a field; empty where it is none. */
export function textOf({ value }: Field): string {
  return typeof value === 'number' ? '' : new TextDecoder().decode(value);
}

/** The fields of the message in a field; none where it is a number. */
export function messageOf({ value }: Field): Generator<Field> {
  return fieldsOf(typeof value === 'number' ? new Uint8Array() : value);
}
