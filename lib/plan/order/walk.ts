import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** Number of a construct: its place in preorder, from 0 for the root. */
export type Place = number;

const NONE: readonly Place[] = [];

/**
 * A tree read once, without recursion and without changing it. What is below a construct has the places behind its own, so
 * that "at or below" is a range.
 */
export class Walk {
  public readonly constructs: readonly IConstruct[];
  /** All charts, in preorder. */
  public readonly charts: readonly Place[];
  /** All Kubernetes objects, in preorder. */
  public readonly objects: readonly Place[];
  private readonly ends: readonly Place[];
  private readonly nearest: readonly Place[];
  private readonly dependencies: ReadonlyMap<Place, readonly Place[]>;
  private places: ReadonlyMap<IConstruct, Place> | undefined;

  public constructor(root: IConstruct) {
    const constructs: IConstruct[] = [];
    const charts: Place[] = [];
    const objects: Place[] = [];
    const ends: Place[] = [];
    const nearest: Place[] = [];
    const way: { readonly place: Place; readonly children: readonly IConstruct[]; next: number }[] = [];
    const enter = (construct: IConstruct, around: Place) => {
      const place = constructs.push(construct) - 1;
      const isChart = Chart.isChart(construct);
      if (isChart) charts.push(place);
      else if (ApiObject.isApiObject(construct)) objects.push(place);
      nearest.push(isChart ? place : around);
      ends.push(place + 1);
      const { children } = construct.node;
      if (children.length > 0) way.push({ place, children, next: 0 });
    };
    enter(root, -1);
    for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
      const child = at.children[at.next++];
      if (child !== undefined) enter(child, nearest[at.place] as Place);
      else {
        ends[at.place] = constructs.length;
        way.pop();
      }
    }
    this.constructs = constructs;
    this.charts = charts;
    this.objects = objects;
    this.ends = ends;
    this.nearest = nearest;
    this.dependencies = this.readDependencies();
  }

  /** Place of a construct; undefined where it belongs to another tree. */
  public placeOf(construct: IConstruct): Place | undefined {
    const places = (this.places ??= new Map(this.constructs.map((one, place) => [one, place])));
    return places.get(construct);
  }

  public at(place: Place): IConstruct {
    return this.constructs[place] as IConstruct;
  }

  /** The nearest chart at or around; undefined outside of charts. */
  public chartOf(place: Place): Place | undefined {
    const chart = this.nearest[place] as Place;
    return chart === -1 ? undefined : chart;
  }

  public isChart(place: Place): boolean {
    return this.nearest[place] === place;
  }

  /** Whether `place` is `around` or below it. */
  public isWithin(place: Place, around: Place): boolean {
    return place >= around && place < (this.ends[around] as Place);
  }

  /** What a construct was told to depend on, groups expanded, in order; constructs of other trees are left out. */
  public dependenciesOf(place: Place): readonly Place[] {
    return this.dependencies.get(place) ?? NONE;
  }

  /** All constructs that were told to depend on something, in preorder. */
  public get dependents(): Iterable<Place> {
    return this.dependencies.keys();
  }

  /** A construct and all below it, in preorder. */
  public below(place: Place): readonly Place[] {
    return Array.from({ length: (this.ends[place] as Place) - place }, (_, n) => place + n);
  }

  public childrenOf(place: Place): readonly Place[] {
    const children: Place[] = [];
    for (let child = place + 1; child < (this.ends[place] as Place); child = this.ends[child] as Place)
      children.push(child);
    return children;
  }

  /** The objects at or below a construct, in preorder. */
  public objectsBelow(place: Place): readonly Place[] {
    return range(this.objects, place, this.ends[place] as Place);
  }

  /** The charts at or below a construct, in preorder. */
  public chartsBelow(place: Place): readonly Place[] {
    return range(this.charts, place, this.ends[place] as Place);
  }

  /** The objects at or below a construct whose nearest chart is also that of the construct. */
  public ownObjects(place: Place): readonly Place[] {
    const below = this.objectsBelow(place);
    return this.chartsBelow(place).length > (this.isChart(place) ? 1 : 0)
      ? below.filter((object) => this.nearest[object] === this.nearest[place])
      : below;
  }

  private readDependencies(): ReadonlyMap<Place, readonly Place[]> {
    const found = new Map<Place, readonly Place[]>();
    this.constructs.forEach(({ node }, place) => {
      const { dependencies } = node;
      if (dependencies.length === 0) return;
      const targets = dependencies.map((target) => this.placeOf(target)).filter((target) => target !== undefined);
      if (targets.length > 0) found.set(place, targets);
    });
    return found;
  }
}

/** The part of an ascending list that is at least `from` and less than `to`. */
function range(sorted: readonly Place[], from: Place, to: Place): readonly Place[] {
  return sorted.slice(lowerBound(sorted, from), lowerBound(sorted, to));
}

function lowerBound(sorted: readonly Place[], value: Place): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as Place) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
