/** The first page and the browser client: files of the jar, and none beside those that are named here. */
package io.heliograph.bridge.page;
