import {
  IconBolt,
  IconChartLine,
  IconFlask,
  IconHome,
  IconLibraryPhoto,
  IconPhotoSearch,
  IconTimeline,
} from '@tabler/icons-react';

/** The pages of the navigation, in its order, with the letter that follows `g` to go there. */
export const PAGES = [
  { path: '/', title: 'Home', key: 'h', icon: IconHome },
  { path: '/datasets', title: 'Data sets', key: 'd', icon: IconLibraryPhoto },
  { path: '/train', title: 'Train', key: 't', icon: IconBolt },
  { path: '/runs', title: 'Runs', key: 'r', icon: IconTimeline },
  { path: '/compare', title: 'Compare', key: 'm', icon: IconChartLine },
  { path: '/classify', title: 'Classify', key: 'c', icon: IconPhotoSearch },
  { path: '/lab', title: 'Lab', key: 'l', icon: IconFlask },
] as const;
