import { expect, test } from 'vitest';
import { planUpload } from '../../../../src-renderer/actions/plan-upload.ts';
import { uploadFileUrl } from '../../../../src-shared/routes.ts';

function planned(...paths: string[]) {
  const { name, files } = planUpload(paths.map((path) => ({ file: path, path })));
  return { name, paths: files.map((file) => file.path) };
}

test('takes the dropped folder off the paths and names the data set after it', () => {
  expect(planned('/animals/cats/1.jpg', '/animals/dogs/2.jpg')).toEqual({
    name: 'animals',
    paths: ['cats/1.jpg', 'dogs/2.jpg'],
  });
});

test('understands the paths of a picked folder and of a drop alike', () => {
  expect(planned('animals/cats/1.jpg', './animals/dogs/2.jpg').paths).toEqual(['cats/1.jpg', 'dogs/2.jpg']);
});

test('keeps folders that were dropped side by side: they are the classes', () => {
  expect(planned('/cats/1.jpg', '/dogs/2.jpg')).toEqual({ name: null, paths: ['cats/1.jpg', 'dogs/2.jpg'] });
});

test('keeps a single folder of pictures, so that the import can say that one class is not enough', () => {
  expect(planned('/cats/1.jpg', '/cats/2.jpg')).toEqual({
    name: 'cats',
    paths: ['cats/1.jpg', 'cats/2.jpg'],
  });
});

test('keeps train, val and test above the classes', () => {
  expect(planned('/pets/train/cats/1.jpg', '/pets/val/cats/2.jpg').paths).toEqual([
    'train/cats/1.jpg',
    'val/cats/2.jpg',
  ]);
});

test('leaves out hidden files and what lies in hidden folders', () => {
  expect(
    planned('/a/.DS_Store', '/a/cats/1.jpg', '/a/.git/x', '/a/dogs/.x.jpg', '/a/dogs/2.jpg').paths,
  ).toEqual(['cats/1.jpg', 'dogs/2.jpg']);
});

test('plans nothing for a drop without files', () => {
  expect(planned()).toEqual({ name: null, paths: [] });
});

test('makes an address of any name', () => {
  expect(uploadFileUrl('upload01', 'große Hunde/a b#?%🐶\n.jpg')).toBe(
    '/uploads/upload01/gro%C3%9Fe%20Hunde/a%20b%23%3F%25%F0%9F%90%B6%0A.jpg',
  );
});
