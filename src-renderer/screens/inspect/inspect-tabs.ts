/** The parts of the inspector, in their order; `picture` says which of them are about one picture. */
export const INSPECT_TABS = [
  { tab: 'network', title: 'Network', picture: false },
  { tab: 'activations', title: 'Activations', picture: true },
  { tab: 'filters', title: 'Filters', picture: false },
  { tab: 'why', title: 'Why this class', picture: true },
  { tab: 'likes', title: 'What a unit likes', picture: false },
  { tab: 'statistics', title: 'Statistics', picture: false },
  { tab: 'space', title: 'Feature space', picture: true },
] as const;

export type InspectTab = (typeof INSPECT_TABS)[number]['tab'];
