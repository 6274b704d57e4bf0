import { SourceMap } from 'node:module';
import type { SourcePosition } from '../core/source';

const INLINE_MAP = /^\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([A-Za-z0-9+/=]+)/gm;

/**
 * Columns as they are in the program's text. Programs are transpiled with their lines retained, so lines are right already;
 * columns move where types and imports are written differently.
 */
export class SourceColumns {
  private readonly maps = new Map<string, SourceMap | undefined>();

  public constructor(
    /** The transpiled text of a file with its source map inline, or undefined where the file runs as it is. */
    private readonly transpiled: (file: string) => string | undefined,
  ) {}

  /** The position in the program's text. */
  public original(position: SourcePosition): SourcePosition {
    const { file, line, column } = position;
    if (!this.maps.has(file)) this.maps.set(file, this.read(file));
    const entry = this.maps.get(file)?.findEntry(line - 1, column - 1);
    return entry !== undefined && 'originalLine' in entry && entry.originalLine === line - 1
      ? { file, line, column: entry.originalColumn + 1 }
      : position;
  }

  private read(file: string): SourceMap | undefined {
    const encoded = [...(this.transpiled(file) ?? '').matchAll(INLINE_MAP)].at(-1)?.[1];
    if (encoded === undefined) return undefined;
    const json = Buffer.from(encoded, 'base64').toString('utf8');
    return new SourceMap(JSON.parse(json) as ConstructorParameters<typeof SourceMap>[0]);
  }
}
