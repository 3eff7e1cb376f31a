import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { DatasetId, RunId } from '../src-shared/ids.ts';
import classes from './app.module.css';
import { ClassifyPage } from './screens/classify/classify-page.tsx';
import { DatasetPage } from './screens/datasets/dataset-page.tsx';
import { DatasetsPage } from './screens/datasets/datasets-page.tsx';
import { HomePage } from './screens/home/home-page.tsx';
import { LabHome } from './screens/lab/lab-home.tsx';
import { RunPage } from './screens/run/run-page.tsx';
import { RunsPage } from './screens/runs/runs-page.tsx';
import { TrainPage } from './screens/train/train-page.tsx';
import { ConnectionBanner } from './ui/connection-banner.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { latePage } from './ui/late-page.tsx';
import { Navigation } from './ui/navigation.tsx';
import { NotFound } from './ui/not-found.tsx';
import { ShortcutHelp } from './ui/shortcut-help.tsx';
import { useShortcuts } from './ui/use-shortcuts.ts';

/** The window stands before its largest parts are loaded. */
const LATER = { isLoadedAhead: true };

const LabRoute = latePage(async () => (await import('./screens/lab/lab-route.tsx')).LabRoute, LATER);

const InspectRoute = latePage(
  async () => (await import('./screens/inspect/inspect-route.tsx')).InspectRoute,
  LATER,
);

const CompareRoute = latePage(
  async () => (await import('./screens/compare/compare-route.tsx')).CompareRoute,
  LATER,
);

/** The description of the server's API brings a large library with it, and few people open it. */
const ApiPage = latePage(async () => (await import('./screens/api/api-page.tsx')).ApiPage, {
  isLoadedAhead: false,
});

/** The frame of every page: navigation on the left, the page beside it, a line on top while the connection is lost. */
export function App() {
  const [location] = useLocation();
  const [menuOpened, menu] = useDisclosure(false);
  const [helpOpened, help] = useDisclosure(false);
  useShortcuts(help.toggle);

  // A new page is read from its top, and on small windows the menu has done its work.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is not read, its change is what counts
  useEffect(() => {
    menu.close();
    window.scrollTo(0, 0);
  }, [location, menu.close]);

  return (
    <AppShell
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: { base: 240, sm: 68, lg: 224 }, breakpoint: 'sm', collapsed: { mobile: !menuOpened } }}
      padding={0}
      withBorder={false}
    >
      <button type="button" className={classes.skip} onClick={() => document.getElementById('main')?.focus()}>
        Skip to the page
      </button>
      <AppShell.Header hiddenFrom="sm" className={classes.header}>
        <Group h="100%" px="md" gap="sm">
          <Burger
            opened={menuOpened}
            onClick={menu.toggle}
            size="sm"
            aria-label={menuOpened ? 'Close the navigation' : 'Open the navigation'}
          />
          <Text fw={600}>AlexNet Studio</Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Pages">
        <Navigation onHelp={help.open} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <ConnectionBanner />
        <ErrorBoundary key={location}>
          <Switch>
            <Route path="/" component={HomePage} />
            <Route path="/datasets" component={DatasetsPage} />
            <Route path="/datasets/:id">
              {({ id }) => withId(DatasetId, id, (datasetId) => <DatasetPage datasetId={datasetId} />)}
            </Route>
            <Route path="/train">
              <TrainPage />
            </Route>
            <Route path="/train/on/:id">
              {({ id }) => withId(DatasetId, id, (datasetId) => <TrainPage datasetId={datasetId} />)}
            </Route>
            <Route path="/train/again/:id">
              {({ id }) => withId(RunId, id, (runId) => <TrainPage likeRun={runId} />)}
            </Route>
            <Route path="/runs" component={RunsPage} />
            <Route path="/runs/:id">
              {({ id }) => withId(RunId, id, (runId) => <RunPage key={runId} runId={runId} />)}
            </Route>
            <Route path="/runs/:id/inspect/:tab">
              {({ id, tab }) => withId(RunId, id, (runId) => <InspectRoute runId={runId} name={tab} />)}
            </Route>
            <Route path="/compare/:tab?">{({ tab }) => <CompareRoute name={tab} />}</Route>
            <Route path="/classify">
              <ClassifyPage />
            </Route>
            <Route path="/classify/with/:id">
              {({ id }) => withId(RunId, id, (runId) => <ClassifyPage runId={runId} />)}
            </Route>
            <Route path="/lab" component={LabHome} />
            <Route path="/lab/:page">{({ page }) => <LabRoute name={page} />}</Route>
            <Route path="/api">
              <ApiPage />
            </Route>
            <Route component={NotFound} />
          </Switch>
        </ErrorBoundary>
      </AppShell.Main>
      <ShortcutHelp opened={helpOpened} onClose={help.close} />
    </AppShell>
  );
}

function withId<Id>(
  schema: { safeParse(id: string): { success: true; data: Id } | { success: false } },
  text: string,
  page: (id: Id) => React.ReactNode,
): React.ReactNode {
  const id = schema.safeParse(text);
  return id.success ? page(id.data) : <NotFound />;
}
