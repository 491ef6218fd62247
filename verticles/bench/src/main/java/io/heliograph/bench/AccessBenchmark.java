package io.heliograph.bench;

import io.heliograph.access.AccessConfig;
import io.heliograph.access.KeyRing;
import io.heliograph.access.KeyText;
import io.heliograph.access.LastUse;
import io.heliograph.access.jwt.Tokens;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.store.access.KeptKey;
import io.heliograph.testkit.TokenMaker;
import io.heliograph.web.access.Credential;
import io.heliograph.web.access.SettingsKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to find out who calls, for each kind of credential. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AccessBenchmark {
    private static final String SECRET = "0kX3-9wq_vT7uY2zB5nM8cL1sD4fG6hJ";

    private final Vertx vertx = Vertx.vertx();
    private SettingsKey settingsKey;
    private Credential.ApiKey settingsKeyText;
    private KeyRing keyRing;
    private String keyText;
    private Tokens remembering;
    private Tokens forgetful;
    private String hs256;
    private String rs256;
    private String es256;

    @Setup
    public void prepare() throws IOException {
        settingsKeyText = new Credential.ApiKey("correct horse battery staple");
        settingsKey = new SettingsKey(settingsKeyText.secret());
        KeyText key = KeyText.random();
        KeptKey kept = new KeptKey(key.id(), key.hash(), "lab", Set.of(), null, null);
        keyText = key.reveal();
        keyRing = new KeyRing(
                id -> Future.succeededFuture(Optional.of(kept)),
                AccessConfig.from(settings(Map.of())),
                Clock.systemUTC(),
                System::nanoTime,
                new LastUse(100));
        KeyPair rsa = TokenMaker.rsa();
        KeyPair ec = TokenMaker.ec();
        Path jwks = Files.createTempFile("access-benchmark", ".json");
        Files.writeString(
                jwks,
                "{\"keys\":[" + TokenMaker.jwk("r", rsa.getPublic()) + "," + TokenMaker.jwk("e", ec.getPublic())
                        + "]}");
        remembering = tokens(jwks, "10000");
        forgetful = tokens(jwks, "0");
        Files.delete(jwks);
        String claims =
                "{\"iss\":\"i\",\"aud\":\"a\",\"sub\":\"agent\",\"project\":\"lab\",\"scope\":\"events:write\",\"exp\":%d}"
                        .formatted(Clock.systemUTC().instant().getEpochSecond() + 3_600);
        hs256 = TokenMaker.hs256("{\"alg\":\"HS256\"}", claims, SECRET.getBytes(StandardCharsets.US_ASCII));
        rs256 = TokenMaker.rs256("{\"alg\":\"RS256\",\"kid\":\"r\"}", claims, rsa.getPrivate());
        es256 = TokenMaker.es256("{\"alg\":\"ES256\",\"kid\":\"e\"}", claims, ec.getPrivate());
    }

    @TearDown
    public void end() {
        vertx.close();
    }

    @Benchmark
    public Caller settingsKey() {
        return settingsKey.authenticate(settingsKeyText).result();
    }

    @Benchmark
    public Caller keyRemembered() {
        return known(keyRing.authenticate(keyText));
    }

    @Benchmark
    public Caller hs256Remembered() {
        return known(remembering.authenticate(hs256));
    }

    @Benchmark
    public Caller hs256Checked() {
        return known(forgetful.authenticate(hs256));
    }

    @Benchmark
    public Caller rs256Remembered() {
        return known(remembering.authenticate(rs256));
    }

    @Benchmark
    public Caller rs256Checked() {
        return known(forgetful.authenticate(rs256));
    }

    @Benchmark
    public Caller es256Checked() {
        return known(forgetful.authenticate(es256));
    }

    private Tokens tokens(Path jwks, String remembered) {
        Map<String, String> values = Map.of(
                "auth.jwt.secret",
                SECRET,
                "auth.jwt.jwks",
                jwks.toString(),
                "auth.jwt.issuer",
                "i",
                "auth.jwt.audience",
                "a",
                "auth.jwt.remembered",
                remembered);
        Tokens tokens = new Tokens(vertx, AccessConfig.from(settings(values)).jwt(), Clock.systemUTC());
        tokens.start().await();
        return tokens;
    }

    /** A credential that is refused would be measured at a price of its own. */
    private static Caller known(Future<Caller> answer) {
        if (!answer.succeeded()) {
            throw new IllegalStateException("refused", answer.cause());
        }
        return answer.result();
    }

    private static Settings settings(Map<String, String> values) {
        Map<String, Setting> set = new HashMap<>();
        values.forEach((key, value) -> set.put(key, new Setting(value, "benchmark")));
        return new Settings(set, Map.of());
    }
}
