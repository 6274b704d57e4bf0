import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledgement';
import type { AcknowledgeOptions } from './acknowledgement';
import { UserError } from './finding';
import { recordSource } from './source';

export interface PlatformProps {
  /** Name of the platform, the same in every environment. A DNS label. */
  readonly name: string;
  /** Which of its environments this is: `dev`, `staging`, `prod` … A DNS label. */
  readonly environment: string;
  /** Domain under which the platform's own names are: `api.<cluster>.<domain>`. */
  readonly domain: string;
  /**
   * Who answers for it; put on everything that can carry a tag.
   * @default - nobody is named
   */
  readonly owner?: string;
}

/** The root of the tree: the whole platform of one environment. */
export class Platform extends App {
  public readonly name: string;
  public readonly environment: string;
  public readonly domain: string;
  public readonly owner: string | undefined;

  public constructor(props: PlatformProps) {
    super();
    recordSource(this, new.target);
    this.name = props.name;
    this.environment = props.environment;
    this.domain = props.domain;
    this.owner = props.owner;
  }

  /** The platform that a construct belongs to. */
  public static override of(construct: IConstruct): Platform {
    const { root } = construct.node;
    if (root instanceof Platform) return root;
    throw new UserError(
      `"${construct.node.path}" does not belong to a Platform: its root is a ${root.constructor.name}.`,
      'Make the tree with `new Platform({ name, environment, domain })` as its root.',
    );
  }

  /** Accepts the warnings of one rule in the whole platform; see PlatformConstruct.acknowledge. */
  public acknowledge(rule: string, reason: string, options?: AcknowledgeOptions): this {
    acknowledge(this, rule, reason, options);
    return this;
  }

  /** Not for use: cdk8s's own synthesis validates the whole tree once per chart and walks every path of its dependencies. */
  public override synth(): void {
    throw notThisWay('synth');
  }

  /** Not for use, see synth. */
  public override synthYaml(): string {
    throw notThisWay('synthYaml');
  }
}

function notThisWay(method: string): UserError {
  return new UserError(
    `Platform.${method}() is not how a platform is written.`,
    'Export the platform from the program and run `altostratus synth`, or use `synthesize(platform)` of altostratus/testing in a test.',
  );
}
