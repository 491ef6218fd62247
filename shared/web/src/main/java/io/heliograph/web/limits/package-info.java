/**
 * What keeps one sender from taking what all need. Rates bound what a project sends over time; rooms bound what is under
 * way at a time, and no project can fill one alone; the adaptive limit follows what the journal's disk takes.
 */
package io.heliograph.web.limits;
