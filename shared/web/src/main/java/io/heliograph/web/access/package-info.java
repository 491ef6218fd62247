/** Who stands at the door: what callers bring, and who that makes them. */
package io.heliograph.web.access;
