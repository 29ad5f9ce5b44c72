/*
 * The limit of one thread: alternates sendmmsg(64) with a draining recvmmsg(256) on a raw ICMP socket, and counts.
 *
 * usage: echo_limit TARGETS ECHOES SWEEPS     targets are 127.1.0.1, 127.1.0.2 ...; prints how many were answered
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { OUT = 64, IN = 256, PACKET = 64, ROOM = 128, HOSTS = 250, SILENCE_MS = 500, ICMP_FILTER_OPTION = 1 };

static uint8_t outgoing[OUT][PACKET], incoming[IN][ROOM];
static struct sockaddr_in to[OUT];
static struct iovec out_io[OUT], in_io[IN];
static struct mmsghdr out_message[OUT], in_message[IN];
static uint16_t identifier;

static uint16_t checksum(const uint8_t *bytes, int count) {
    uint32_t sum = 0;
    for (int i = 0; i < count; i += 2) sum += (uint32_t)(bytes[i] << 8 | bytes[i + 1]);
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);
    return (uint16_t)~sum;
}

static void put16(uint8_t *at, uint16_t value) {
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static long drain(int socket_) {
    long answered = 0;
    int count;
    do {
        count = recvmmsg(socket_, in_message, IN, MSG_DONTWAIT, NULL);
        for (int i = 0; i < count; i++) {
            const uint8_t *icmp = incoming[i] + (incoming[i][0] & 15) * 4;
            answered += icmp[0] == 0 && icmp[4] == identifier >> 8 && icmp[5] == (identifier & 255);
        }
    } while (count == IN);
    return answered;
}

static long sweep(int socket_, long targets, long echoes) {
    long total = targets * echoes, sent = 0, answered = 0;
    while (sent < total) {
        int batch = 0;
        for (; batch < OUT && sent + batch < total; batch++) {
            long number = sent + batch, target = number % targets;
            to[batch].sin_addr.s_addr =
                htonl((uint32_t)(127u << 24 | 1u << 16 | (uint32_t)(target / HOSTS) << 8 | (uint32_t)(target % HOSTS + 1)));
            put16(outgoing[batch] + 2, 0);
            put16(outgoing[batch] + 6, (uint16_t)number);
            put16(outgoing[batch] + 2, checksum(outgoing[batch], PACKET));
        }
        int done = sendmmsg(socket_, out_message, (unsigned)batch, 0);
        if (done < 0) {
            perror("sendmmsg");
            exit(1);
        }
        sent += done;
        answered += drain(socket_);
    }
    struct pollfd wait = {.fd = socket_, .events = POLLIN};
    while (answered < total && poll(&wait, 1, SILENCE_MS) > 0) answered += drain(socket_);
    return answered;
}

int main(int count, char **words) {
    if (count != 4) {
        fprintf(stderr, "usage: echo_limit TARGETS ECHOES SWEEPS\n");
        return 2;
    }
    int socket_ = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP), buffer = 8 << 20;
    uint32_t all_but_replies = ~1u;
    if (socket_ < 0 || setsockopt(socket_, SOL_RAW, ICMP_FILTER_OPTION, &all_but_replies, sizeof all_but_replies)) {
        perror("raw socket");
        return 1;
    }
    if (setsockopt(socket_, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer)) {
        setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    }
    identifier = (uint16_t)getpid();
    for (int i = 0; i < OUT; i++) {
        to[i].sin_family = AF_INET;
        out_io[i] = (struct iovec){outgoing[i], PACKET};
        out_message[i].msg_hdr =
            (struct msghdr){.msg_name = &to[i], .msg_namelen = sizeof to[i], .msg_iov = &out_io[i], .msg_iovlen = 1};
        memset(outgoing[i], 0, PACKET);
        outgoing[i][0] = 8;
        put16(outgoing[i] + 4, identifier);
    }
    for (int i = 0; i < IN; i++) {
        in_io[i] = (struct iovec){incoming[i], ROOM};
        in_message[i].msg_hdr = (struct msghdr){.msg_iov = &in_io[i], .msg_iovlen = 1};
    }
    long answered = 0;
    for (long i = atol(words[3]); i > 0; i--) answered += sweep(socket_, atol(words[1]), atol(words[2]));
    printf("%ld\n", answered);
    return 0;
}
