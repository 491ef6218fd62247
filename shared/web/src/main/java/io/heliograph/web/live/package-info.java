/** What is pushed to those who hold a socket: who offers it, and how a slow reader shows. */
package io.heliograph.web.live;
