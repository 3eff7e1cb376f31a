/** The parts of the inspector, in their order. */
export const INSPECT_TABS = [
  { tab: 'network', title: 'Network' },
  // { tab: 'activations', title: 'Activations' },
  // { tab: 'filters', title: 'Filters' },
  // { tab: 'why', title: 'Why this class' },
  // { tab: 'likes', title: 'What a unit likes' },
  // { tab: 'statistics', title: 'Statistics' },
  // { tab: 'space', title: 'Feature space' },
] as const;

export type InspectTab = (typeof INSPECT_TABS)[number]['tab'];
