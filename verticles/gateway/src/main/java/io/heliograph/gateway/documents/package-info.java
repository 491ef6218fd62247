/** The API documents. They are read off the catalogue, so that a new operation is documented by being there. */
package io.heliograph.gateway.documents;
