/** Where requests come from, and what may stand between the hub and them. Leans on nothing else of the web module. */
package io.heliograph.web.clients;
