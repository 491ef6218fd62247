package io.heliograph.store.embedded;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The superuser's password: 256 random bits, made before the cluster and kept beside it for its owner alone. */
final class Password {
    private static final int BYTES = 32;

    private Password() {}

    /** The password of the home's cluster; one is made only as long as there is no cluster. */
    static String of(Home home) throws IOException {
        Path file = home.password();
        if (!Files.exists(file)) {
            if (home.hasCluster()) {
                throw lost(file);
            }
            OwnedFiles.write(file, random());
        }
        OwnedFiles.permit(file, "rw-------");
        String password = Files.readString(file).strip();
        if (password.isEmpty()) {
            throw lost(file);
        }
        return password;
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static CannotStart lost(Path file) {
        return new CannotStart("%s, the password of the database beside it, is gone: put it back.".formatted(file));
    }
}
