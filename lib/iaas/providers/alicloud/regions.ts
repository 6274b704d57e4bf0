import type { RegionList } from '../region';

/**
 * Where the list is from: the endpoints of ECS and of Auto Scaling
 * (https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-endpoint of 2026-01-12,
 * https://help.aliyun.com/en/auto-scaling/developer-reference/api-ess-2014-08-28-endpoint), those that its SDK ships
 * (alibabacloud_ess20220222 1.13.3 of 2026-06-16, https://pypi.org/project/alibabacloud-ess20220222/) without what it names
 * for Alibaba Cloud's own tests, and where its public image of Ubuntu 24.04 could be had on 2026-10-08. Those of finance,
 * government and partners are in it; Sydney (ap-southeast-2) and Mumbai (ap-south-1) are closed.
 */
export const REGIONS: RegionList = {
  cloud: 'Alibaba Cloud',
  date: '2026-10-08',
  // In China by city, elsewhere by direction: https://www.alibabacloud.com/help/en/ecs/product-overview/regions-and-zones
  form: /^(cn(-[a-z]+)+(-\d)?|[a-z]{2}-(central|(north|south)?(east|west)|north|south)-\d)$/,
  example: 'cn-hangzhou',
  regions: [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-southeast-1',
    'ap-southeast-3',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ap-southeast-8',
    'cn-beijing',
    'cn-beijing-finance-1',
    'cn-chengdu',
    'cn-fuzhou',
    'cn-guangzhou',
    'cn-hangzhou',
    'cn-hangzhou-finance',
    'cn-heyuan',
    'cn-heyuan-acdr-1',
    'cn-hongkong',
    'cn-huhehaote',
    'cn-nanjing',
    'cn-north-2-gov-1',
    'cn-qingdao',
    'cn-shanghai',
    'cn-shanghai-finance-1',
    'cn-shenzhen',
    'cn-shenzhen-finance-1',
    'cn-wuhan-lr',
    'cn-wulanchabu',
    'cn-zhangjiakou',
    'cn-zhengzhou-jva',
    'cn-zhongwei',
    'eu-central-1',
    'eu-west-1',
    'eu-west-2',
    'me-central-1',
    'me-east-1',
    'na-south-1',
    'us-east-1',
    'us-southeast-1',
    'us-west-1',
  ],
};
