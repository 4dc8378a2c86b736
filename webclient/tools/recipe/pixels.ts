// Stands in for a library that decodes pictures: the recipe never does, the server's own code makes the textures.

function never(): never {
  throw new Error('the recipe decodes no picture');
}

export const getPixels = never;
export const savePixels = never;
