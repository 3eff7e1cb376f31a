import { Component } from 'react';
import { ErrorCard } from './error-card.tsx';

/** Shows what went wrong in place of a page that could not be drawn, so that the rest of the window stays usable. */
export class ErrorBoundary extends Component<{ children: React.ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <ErrorCard
        title="This page could not be shown"
        error={this.state.error}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
