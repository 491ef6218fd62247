/**
 * PostgreSQL: the way to it, its schema, and what nodes share through it.
 *
 * <p>Writers and readers have pools of their own, so that slow lists never hold up the drain. A database that is away
 * shows as one refusal, DATABASE_UNAVAILABLE, whoever asked. All SQL is constant; values travel as parameters, always
 * with a cast, since pg-client miscounts what is in flight when the type of a parameter is left open.
 */
package io.heliograph.store;
