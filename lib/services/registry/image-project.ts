/** A folder of images that belong together: `registry.example.com/retail`. */
export interface ImageProject {
  readonly name: string;
  /** What names of its images begin with. */
  readonly prefix: string;
  /** Full name of an image: `project.image('web', '2.4.1')`. */
  image(name: string, tag: string): string;
}

export function imageProject(host: string, name: string): ImageProject {
  const prefix = `${host}/${name}`;
  return { name, prefix, image: (image, tag) => `${prefix}/${image}:${tag}` };
}
