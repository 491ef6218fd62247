/**
 * JSON Web Tokens (RFC 7519), checked over java.security. A key goes with one algorithm, whatever the token says; the token
 * chooses among keys and names none.
 */
package io.heliograph.access.jwt;
