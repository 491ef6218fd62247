package io.heliograph.launcher.settings;

import io.heliograph.contracts.settings.Settings.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables of the systems that Heliograph replaces, and the settings they stand for. */
final class OldNames {
    /** An old variable, its key, and what its bare number is followed by. */
    private record OldName(String variable, String key, String unit) {}

    private static final List<OldName> ALL = List.of(
            new OldName("API_HOST", "http.host", ""),
            new OldName("API_PORT", "http.port", ""),
            new OldName("ORCH_CORS_ALLOW_ORIGINS", "http.allowed-origins", ""),
            new OldName("TELEMETRY_ALLOWED_ORIGINS", "http.allowed-origins", ""),
            new OldName("TELEMETRY_API_KEY", "auth.api-key", ""),
            new OldName("TELEMETRY_RETENTION_SECONDS", "retention.max-age", "s"),
            new OldName("TELEMETRY_INTERVAL_SECONDS", "live.interval", "s"));

    private OldNames() {}

    static Map<String, Setting> translate(Map<String, String> variables) {
        Map<String, Setting> settings = new HashMap<>();
        for (OldName old : ALL) {
            String value = variables.get(old.variable);
            if (value != null && !value.isBlank()) {
                settings.put(old.key, new Setting(value.strip() + old.unit, old.variable));
            }
        }
        return settings;
    }
}
