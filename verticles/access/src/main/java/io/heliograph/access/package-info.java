/** Keys, tokens and tickets. What is not accepted is refused in one way, whatever is wrong with it. */
package io.heliograph.access;
