/** Lets events expire, and gives their room back: rules, prunes by hand, jobs. */
package io.heliograph.retain;
