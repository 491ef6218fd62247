package io.heliograph.access.jwt;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;

/** The signatures that are accepted; in a token's header each goes by its name as it stands here. */
enum Algorithm {
    HS256 {
        @Override
        boolean verify(Key key, byte[] signed, byte[] signature) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return MessageDigest.isEqual(mac.doFinal(signed), signature);
        }
    },
    RS256 {
        @Override
        boolean verify(Key key, byte[] signed, byte[] signature) throws GeneralSecurityException {
            return verify("SHA256withRSA", key, signed, signature);
        }
    },
    ES256 {
        @Override
        boolean verify(Key key, byte[] signed, byte[] signature) throws GeneralSecurityException {
            return signature.length == 2 * HALF
                    && !isZero(signature, 0)
                    && !isZero(signature, HALF)
                    && verify("SHA256withECDSAinP1363Format", key, signed, signature);
        }
    };

    /** The length of either number of an ES256 signature; neither may be zero. */
    private static final int HALF = 32;

    static Optional<Algorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst();
    }

    abstract boolean verify(Key key, byte[] signed, byte[] signature) throws GeneralSecurityException;

    static boolean verify(String name, Key key, byte[] signed, byte[] signature) throws GeneralSecurityException {
        Signature check = Signature.getInstance(name);
        check.initVerify((PublicKey) key);
        check.update(signed);
        return check.verify(signature);
    }

    private static boolean isZero(byte[] signature, int from) {
        for (int i = from; i < from + HALF; i++) {
            if (signature[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
