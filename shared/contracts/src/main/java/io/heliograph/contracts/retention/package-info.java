/**
 * How long events are kept. {@link Retention} alone decides from when on the events of a project and type are shown; every
 * read asks it, and what is on disk beyond that is only waiting to be removed.
 */
package io.heliograph.contracts.retention;
