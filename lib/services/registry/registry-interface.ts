import type { Construct } from 'constructs';
import type { Platform } from '../../core/platform';
import type { ImageProject } from './image-project';

/** A registry of images, as other layers need it. */
export interface IRegistry extends Construct {
  /** What names of its images begin with: `registry.example.com`. */
  readonly host: string;
  /** How many of it run; undefined for one that is there already. */
  readonly replicas: number | undefined;
  /** Projects that were asked for, and those of tenants. */
  readonly projects: readonly ImageProject[];
  /** The project of that name. Reported as `image-project-name` where it cannot be one. */
  project(name: string): ImageProject;
  /** Gives every tenant of the platform, also those that are added later, a project of its own name. */
  projectPerTenant(platform: Platform): this;
}
