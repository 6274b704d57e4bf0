import { PlatformConstruct } from '../../core/construct';
import { isName, NameKinds } from '../../core/name';
import type { Platform } from '../../core/platform';
import { imageProject } from './image-project';
import type { ImageProject } from './image-project';
import type { IRegistry } from './registry-interface';
import { forEachTenant } from './tenant-projects';

/** The projects of a registry: names only, which plain distribution needs no more of. */
export abstract class RegistryBase extends PlatformConstruct implements IRegistry {
  public abstract readonly host: string;
  public abstract readonly replicas: number | undefined;
  private readonly known = new Map<string, ImageProject>();
  private tenantsHaveProjects = false;

  public get projects(): readonly ImageProject[] {
    return [...this.known.values()];
  }

  public project(name: string): ImageProject {
    let project = this.known.get(name);
    if (project !== undefined) return project;
    this.checkName(name);
    project = imageProject(this.host, name);
    this.known.set(name, project);
    return project;
  }

  public projectPerTenant(platform: Platform): this {
    if (!this.tenantsHaveProjects) forEachTenant(platform, (tenant) => this.project(tenant));
    this.tenantsHaveProjects = true;
    return this;
  }

  private checkName(name: string): void {
    const kind = NameKinds.harborProject;
    if (isName(kind, name)) return;
    this.report({
      rule: 'image-project-name',
      message: `"${name}" cannot be the name of an ${kind.title}.`,
      remedy: `Allowed: ${kind.allowed}.`,
    });
  }
}
