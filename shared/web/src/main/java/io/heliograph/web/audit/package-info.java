/**
 * What doors tell the audit trail: every call that changed something, and every refusal. A call that changed something is
 * told by whoever made it, a refusal by whoever renders it, so that each is told once. Ids are told, payloads never.
 */
package io.heliograph.web.audit;
