import { SourceMap } from 'node:module';
import type { SourcePosition } from '../core/source';

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
    const [, encoded] =
      /\/\/# sourceMappingURL=data:application\/json[^,]*;base64,(\S+)\s*$/.exec(this.transpiled(file) ?? '') ?? [];
    if (encoded === undefined) return undefined;
    return new SourceMap(
      JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as ConstructorParameters<typeof SourceMap>[0],
    );
  }
}
