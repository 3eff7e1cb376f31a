declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  /** Draws the page of an API into a node; the settings are those of Swagger UI's documentation. */
  export default function SwaggerUI(settings: Readonly<Record<string, unknown>>): void;
}
