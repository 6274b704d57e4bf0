/**
 * SHA-256 of the releases of etcd, containerd, runc and the CNI plugins, as `sha256sum` writes them. Source, as of
 * 2026-08-21: roles/kubespray_defaults/vars/main/checksums.yml of kubernetes-sigs/kubespray (46dbdd399).
 */
export const NODE_RELEASE_SUMS = `
8e244782bbbbe39b2213b961f0939974e88b33f68bed13c6b51f8b4c4ab8ca47  github.com/containerd/containerd/releases/download/v1.7.34/containerd-static-1.7.34-linux-amd64.tar.gz
4aa54ecace7a22bc9e5dccbf06de7a0d8ad79db02fb04b348191802c8880cbc7  github.com/containerd/containerd/releases/download/v1.7.34/containerd-static-1.7.34-linux-arm64.tar.gz
80c9b4afb94c21c86783d99c92b531969692a5c393c73e4735676d7caf61b1ed  github.com/containerd/containerd/releases/download/v2.0.11/containerd-static-2.0.11-linux-amd64.tar.gz
341dad1c6b56c17303ee86c4548f7010f44befc868d55d967e866240ee59fc56  github.com/containerd/containerd/releases/download/v2.0.11/containerd-static-2.0.11-linux-arm64.tar.gz
d52dec99dd13e63c6a24f292936c15f929ad826be1ce39d7a77a3d840b1a2299  github.com/containerd/containerd/releases/download/v2.1.9/containerd-static-2.1.9-linux-amd64.tar.gz
f0e77d2bd29c6a4a463c593b3e9e39ce31b830ff572aba98ea544aa3b8f08be7  github.com/containerd/containerd/releases/download/v2.1.9/containerd-static-2.1.9-linux-arm64.tar.gz
a1df5b5398fe9002c0217de7959bb5642e8deb5be965dcfef4c012ee90c09561  github.com/containerd/containerd/releases/download/v2.2.7/containerd-static-2.2.7-linux-amd64.tar.gz
5b1861b40bfdaa9078bb726eb192a8ec4c2667504b8e87c981189cfe2441bc9d  github.com/containerd/containerd/releases/download/v2.2.7/containerd-static-2.2.7-linux-arm64.tar.gz
1d0eccd52471ab75e8d4645b538f73dc635f905cd2be776366eb1036a0089595  github.com/containerd/containerd/releases/download/v2.3.4/containerd-static-2.3.4-linux-amd64.tar.gz
ad21f456a69bca9c183a8bde892a7576d5d09ae88b3e376a47bde4a886037ab3  github.com/containerd/containerd/releases/download/v2.3.4/containerd-static-2.3.4-linux-arm64.tar.gz
b98f74a0f8522f0a83867178729c1aa70f2158f90c45a2ca8fa791db1c76b303  github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz
56171987d3947707c3563db2f4001bccaf50fd63468611b9f3cbecb1375ee7ec  github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-arm64-v1.9.1.tgz
26e90d024fa2310bc52bb40e7f2132e81640b55f8fc446c00ae07e30af2a44fd  github.com/etcd-io/etcd/releases/download/v3.5.10/etcd-v3.5.10-linux-amd64.tar.gz
ff74a6018d9b2a1320bff30e5a11b4f2f5c2a3d147df8a8bad53c01b9f800ee1  github.com/etcd-io/etcd/releases/download/v3.5.10/etcd-v3.5.10-linux-arm64.tar.gz
f2ff0cb43ce119f55a85012255609b61c64263baea83aa7c8e6846c0938adca5  github.com/etcd-io/etcd/releases/download/v3.5.12/etcd-v3.5.12-linux-amd64.tar.gz
31f30c01918771ece28d6e553e0f33be9483ced989896ecf6bbe1edb07786141  github.com/etcd-io/etcd/releases/download/v3.5.12/etcd-v3.5.12-linux-arm64.tar.gz
3f6b48d8c2844699f2b19c1880508ecf63e1489769ed37ebb97495d5cd848a89  github.com/etcd-io/etcd/releases/download/v3.5.15/etcd-v3.5.15-linux-amd64.tar.gz
5aa28b435edb1f22bf6455f754e16a13e3e4eb1ad8fc7c22ad47aa8e722febf2  github.com/etcd-io/etcd/releases/download/v3.5.15/etcd-v3.5.15-linux-arm64.tar.gz
b414b27a5ad05f7cb01395c447c85d3227e3fb1c176e51757a283b817f645ccc  github.com/etcd-io/etcd/releases/download/v3.5.16/etcd-v3.5.16-linux-amd64.tar.gz
8e68c55e6d72b791a9e98591c755af36f6f55aa9eca63767822cd8a3817fdb23  github.com/etcd-io/etcd/releases/download/v3.5.16/etcd-v3.5.16-linux-arm64.tar.gz
042497e2ddcee06f22e5d486d81f58affa26b53ee423e2a6aaca3d3ea98c8191  github.com/etcd-io/etcd/releases/download/v3.5.24/etcd-v3.5.24-linux-amd64.tar.gz
efc01f6b3fbef0f000cb53bcad4845c116d7fdd8769ca39d9c40d2fe4d2e509f  github.com/etcd-io/etcd/releases/download/v3.5.24/etcd-v3.5.24-linux-arm64.tar.gz
e76b75c73b10196dfeb1c52fcdf9f4014e51f3082f65f28fb2e69a7bec1f916b  github.com/etcd-io/etcd/releases/download/v3.5.31/etcd-v3.5.31-linux-amd64.tar.gz
1fc441acb75486c076db0900470b18da61ee529a5d54df7c619dfc12dd13b984  github.com/etcd-io/etcd/releases/download/v3.5.31/etcd-v3.5.31-linux-arm64.tar.gz
5025b5b24d81a9616b6e284ccd439b9a3df055ef8fdcdc142af3ec8f6a3b3c95  github.com/etcd-io/etcd/releases/download/v3.5.33/etcd-v3.5.33-linux-amd64.tar.gz
0764c5c0acef155f4bfa0487791cc5776adef66315bf16ec0653883bfd463a90  github.com/etcd-io/etcd/releases/download/v3.5.33/etcd-v3.5.33-linux-arm64.tar.gz
8756f7a4eaf921668a83de0bf13c0f65cae9186a165696e3ae8396afe6f557ed  github.com/etcd-io/etcd/releases/download/v3.6.11/etcd-v3.6.11-linux-amd64.tar.gz
5302f1a6157c34eb0568c75fba9d06da98353576df04399f08645bef634acd2d  github.com/etcd-io/etcd/releases/download/v3.6.11/etcd-v3.6.11-linux-arm64.tar.gz
d2564bb50b58e52fbaf3bde4a9561a1d04e20cdc761f795580e4d615d5d41355  github.com/etcd-io/etcd/releases/download/v3.6.12/etcd-v3.6.12-linux-amd64.tar.gz
147afc710e164fa342ad8561bcca8903f3913bd9fb9ae0c83c857b1d868189cc  github.com/etcd-io/etcd/releases/download/v3.6.12/etcd-v3.6.12-linux-arm64.tar.gz
ffe840ff9295808e88cce2794a18a5ac87f12a5203c8314d0bf6aa119b41bac5  github.com/etcd-io/etcd/releases/download/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz
fa1b80565ee6fc2df1ae6f57a508b221f3ecc7d591c317c581cd8281b0842b3e  github.com/etcd-io/etcd/releases/download/v3.6.14/etcd-v3.6.14-linux-arm64.tar.gz
cf9cfe91a4856cb90eed9c99e6aee4b708db2c7888b88a6f116281f04b0ea693  github.com/etcd-io/etcd/releases/download/v3.6.8/etcd-v3.6.8-linux-amd64.tar.gz
438f56a700d17ce761510a3e63e6fa5c1d587b2dd4d7a22c179c09a649366760  github.com/etcd-io/etcd/releases/download/v3.6.8/etcd-v3.6.8-linux-arm64.tar.gz
b21fda1d5a1510b19c3f6fb43ecb3a92887654a9d0c2b64e84b8b08f24ff0e30  github.com/opencontainers/runc/releases/download/v1.2.9/runc.amd64
c155ae4716480be73a1c3bbedfa23df179800ba39ca83eb59f5b1b9b72a7ecbd  github.com/opencontainers/runc/releases/download/v1.2.9/runc.arm64
3f3921dbbee7723e9868f97e88e51ffc910206e3ba55646e74d93d24ea76023c  github.com/opencontainers/runc/releases/download/v1.3.6/runc.amd64
6be27a061ef89bb14c6cb495405bba80f46cea213b8f79378a6086b1bac6b747  github.com/opencontainers/runc/releases/download/v1.3.6/runc.arm64
f6ae8efc0fa40079e1475e97cbe9d1bd3f106a28d6af78a11d9f1bd565515e60  github.com/opencontainers/runc/releases/download/v1.4.3/runc.amd64
633301e2e32f8a5ad54031aab4901eb00308bec677dd15faa2751e8f9dab5ca4  github.com/opencontainers/runc/releases/download/v1.4.3/runc.arm64
`;
