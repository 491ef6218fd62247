/** What stands before the routes: who may connect, for how long, by which name, from which page, and under which certificate. */
package io.heliograph.gateway.guard;
