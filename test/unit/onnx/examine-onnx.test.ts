import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifierOf, parseLabels } from '../../../src-shared/onnx/classifier-of.ts';
import { examineOnnx } from '../../../src-shared/onnx/examine-onnx.ts';
import { externalTensor, field, foreignNode, message, tinyOnnx } from '../../helpers/tiny-onnx.ts';

describe('an ONNX file', () => {
  it('tells what it takes in and gives', () => {
    const model = examineOnnx(tinyOnnx({ labels: ['red', 'green', 'blue'] }));
    expect(model.inputs).toEqual([{ name: 'picture', element: 1, dims: [null, 3, 8, 8] }]);
    expect(model.outputs).toEqual([{ name: 'scores', element: 1, dims: [null, 3] }]);
    expect(model.lastOperator).toBe('Flatten');
    expect(classifierOf(model)).toMatchObject({
      classes: 3,
      labels: ['red', 'green', 'blue'],
      preprocessing: { crop: 8, layout: 'nchw', output: 'scores' },
    });
  });

  it('is refused where its weights lie in other files, also within a node', () => {
    expect(() => examineOnnx(tinyOnnx({ graph: [externalTensor] }))).toThrow('in other files');
    const tensor = message(field(8, 'w'), field(14, 1));
    const constant = field(
      1,
      message(field(2, 'c'), field(4, 'Constant'), field(5, message(field(1, 'value'), field(5, tensor)))),
    );
    expect(() => examineOnnx(tinyOnnx({ graph: [constant] }))).toThrow('in other files');
  });

  it('is refused where it uses operators that are not ONNX’s', () => {
    expect(() => examineOnnx(tinyOnnx({ graph: [foreignNode] }))).toThrow('Evil of "com.example"');
  });

  it('is refused where graphs lie in graphs without end', () => {
    let graph = message(field(1, message(field(4, 'If'))));
    for (let depth = 0; depth < 40; depth++) {
      graph = message(
        field(1, message(field(4, 'If'), field(5, message(field(1, 'then'), field(6, graph))))),
      );
    }
    expect(() => examineOnnx(message(field(7, graph), field(8, field(2, 17))))).toThrow('deeper');
  });

  it('cut short or of any bytes gives a sentence, never something else', () => {
    const whole = tinyOnnx();
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.integer({ min: 0, max: whole.length - 1 }).map((length) => whole.subarray(0, length)),
      fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, byte]) => {
        const changed = Uint8Array.from(whole);
        changed[at] = byte;
        return changed;
      }),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        try {
          classifierOf(examineOnnx(some));
        } catch (error) {
          expect(error).toMatchObject({ code: 'bad-request' });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('that is no classifier of pictures says what it takes', () => {
    expect(() => classifierOf(examineOnnx(tinyOnnx({ dims: ['n', 128] })))).toThrow('the shape [?, 128]');
    expect(() => classifierOf(examineOnnx(tinyOnnx({ dims: ['n', 3, 32, 64] })))).toThrow('32 × 64');
    expect(() => classifierOf(examineOnnx(tinyOnnx({ element: 7 })))).toThrow(
      'of a type that pictures are not',
    );
  });

  it('as this program exports it takes records as they are', () => {
    const model = examineOnnx(tinyOnnx({ dims: ['n', 256, 256, 3], element: 2 }));
    expect(classifierOf(model).preprocessing).toMatchObject({
      edge: 256,
      crop: 256,
      layout: 'nhwc',
      range: '0..255',
    });
  });
});

it('labels come as lines, as a list or as an object by number', () => {
  expect(parseLabels('cat\r\ndog\n\n')).toEqual(['cat', 'dog']);
  expect(parseLabels('["cat","dog"]')).toEqual(['cat', 'dog']);
  expect(parseLabels('{"1":"dog","0":"cat"}')).toEqual(['cat', 'dog']);
});
