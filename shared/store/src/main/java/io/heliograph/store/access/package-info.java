/** The tables of keys and tickets. No secret gets here, only its hash. */
package io.heliograph.store.access;
